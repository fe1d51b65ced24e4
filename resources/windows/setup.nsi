; The setup program. A 32-bit one, so that an old or 32-bit Windows can start it and be told why it cannot go on.
;
;   setup.exe                 asks: for me (no administrator needed), or for everybody
;   setup.exe /S              silent, for me        /ALLUSERS for everybody        /D=FOLDER last, without quotes
;
; Silent exit codes: 0 done, 10 this Windows is too old or 32-bit, 11 the program is running, 12 not an administrator.
; The reason is in %TEMP%\coopdesk-setup.log too. Books and settings are never touched.

Unicode true
ManifestDPIAware true
ManifestSupportedOS Win7 Win8 Win8.1 Win10
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 32
Name "coopdesk"
OutFile "${TARGET}"
BrandingText "coopdesk ${VERSION}"

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include x64.nsh
!include nsDialogs.nsh

!define OLDEST_BUILD 17763
!define OLDEST_BUILD_ARM 22000
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\coopdesk"
!define CLASSES "Software\Classes"
!define BOOK "coopdesk.book"
!define LINK "coopdesk 股份合作社.lnk"

!define MUI_ICON "${HERE}/coopdesk.ico"
!define MUI_UNICON "${HERE}/coopdesk.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${HERE}/side.bmp"
!define MUI_WELCOMEPAGE_TITLE "$(WELCOME_TITLE)"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME_WORDS)"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\coopdesk.exe"

!insertmacro MUI_PAGE_WELCOME
Page custom AskScope TakeScope
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString WELCOME_TITLE ${LANG_SIMPCHINESE} "安装 coopdesk ${VERSION}"
LangString WELCOME_TITLE ${LANG_ENGLISH} "Install coopdesk ${VERSION}"
LangString WELCOME_WORDS ${LANG_SIMPCHINESE} "股份合作社的成员股份、盈余分配与分红单。$\r$\n$\r$\n如果这台电脑上已经有旧版本，会换成新版本，账套和设置都不动。$\r$\n$\r$\n点“下一步”继续。"
LangString WELCOME_WORDS ${LANG_ENGLISH} "Shares, yearly distribution and dividend slips of shareholding co-operatives.$\r$\n$\r$\nAn older version on this PC is replaced; books and settings are not touched.$\r$\n$\r$\nChoose Next to go on."
LangString TOO_OLD ${LANG_SIMPCHINESE} "本程序需要 64 位 Windows 10（1809 版，2018 年秋季更新）或更新的系统。这台电脑的系统是 32 位或版本太旧，不能安装；请换一台电脑，或先升级 Windows。"
LangString TOO_OLD ${LANG_ENGLISH} "This program needs 64-bit Windows 10 (version 1809, October 2018) or later. The Windows on this PC is 32-bit or too old. Use another PC, or update Windows first."
LangString RUNNING ${LANG_SIMPCHINESE} "coopdesk 正在运行。请先关闭它的所有窗口，再点“重试”。"
LangString RUNNING ${LANG_ENGLISH} "coopdesk is running. Close all its windows, then choose Retry."
LangString NEED_ADMIN ${LANG_SIMPCHINESE} "为所有用户安装或卸载需要管理员权限。"
LangString NEED_ADMIN ${LANG_ENGLISH} "Installing or removing for everybody needs an administrator."
LangString SCOPE_TITLE ${LANG_SIMPCHINESE} "为谁安装"
LangString SCOPE_TITLE ${LANG_ENGLISH} "Install for whom"
LangString SCOPE_WORDS ${LANG_SIMPCHINESE} "账套和设置始终属于各自的 Windows 用户。"
LangString SCOPE_WORDS ${LANG_ENGLISH} "Books and settings belong to each Windows user in either case."
LangString SCOPE_ME ${LANG_SIMPCHINESE} "只为我安装（推荐，不需要管理员权限）"
LangString SCOPE_ME ${LANG_ENGLISH} "Only for me (recommended, no administrator needed)"
LangString SCOPE_ALL ${LANG_SIMPCHINESE} "为这台电脑的所有用户安装（需要管理员权限）"
LangString SCOPE_ALL ${LANG_ENGLISH} "For everybody on this PC (needs an administrator)"
LangString BOOK_NAME ${LANG_SIMPCHINESE} "股份合作社账套"
LangString BOOK_NAME ${LANG_ENGLISH} "coopdesk book"

VIProductVersion "${VERSION_NUMBERS}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductName" "coopdesk"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileDescription" "coopdesk 安装程序"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "LegalCopyright" "MIT"

Var Scope        ; "me" or "all"
Var GivenFolder  ; what /D= named, empty without it
Var ChoiceAll

!macro REFUSE SENTENCE CODE
  FileOpen $0 "$TEMP\coopdesk-setup.log" w
  FileWriteUTF16LE /BOM $0 "${SENTENCE}$\r$\n"
  FileClose $0
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; The same checks and ways for setup and uninstaller, whose functions NSIS keeps apart by name.
!macro COMMON UN
Function ${UN}UseScope
  SetRegView 64
  ${If} $Scope == "all"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd

; Leaves 1 in $R9 when the user may change what belongs to everybody.
Function ${UN}AskAdmin
  UserInfo::GetAccountType
  Pop $R8
  StrCpy $R9 0
  ${If} $R8 == "Admin"
    StrCpy $R9 1
  ${EndIf}
FunctionEnd

; A running program has its mark; one of another session at least cannot be opened for writing.
Function ${UN}WaitForEnd
  again:
  ClearErrors
  System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "Local\coopdesk-running") p.R1'
  ${If} ${FileExists} "$INSTDIR\coopdesk.exe"
    FileOpen $0 "$INSTDIR\coopdesk.exe" a
    FileClose $0
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\coopdesk-cli.exe"
    FileOpen $0 "$INSTDIR\coopdesk-cli.exe" a
    FileClose $0
  ${EndIf}
  ${If} $R1 P<> 0
    System::Call 'kernel32::CloseHandle(p R1)'
    SetErrors
  ${EndIf}
  ${If} ${Errors}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
    !insertmacro REFUSE "$(RUNNING)" 11
  ${EndIf}
FunctionEnd
!macroend
!insertmacro COMMON ""
!insertmacro COMMON "un."

Function .onInit
  StrCpy $GivenFolder $INSTDIR
  Call RefuseOldWindows
  StrCpy $Scope "me"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    StrCpy $Scope "all"
    Call AskAdmin
    ${If} $R9 != 1
      !insertmacro REFUSE "$(NEED_ADMIN)" 12
    ${EndIf}
  ${EndIf}
  Call ChooseFolder
FunctionEnd

Function RefuseOldWindows
  StrCpy $R0 1
  ${If} ${RunningX64}
  ${AndIf} ${AtLeastBuild} ${OLDEST_BUILD}
    StrCpy $R0 0
  ${EndIf}
  ${If} ${IsNativeARM64}
  ${AndIfNot} ${AtLeastBuild} ${OLDEST_BUILD_ARM}
    StrCpy $R0 1
  ${EndIf}
  ${If} $R0 == 1
    !insertmacro REFUSE "$(TOO_OLD)" 10
  ${EndIf}
FunctionEnd

; The folder of an older version, so that it is replaced; else what /D= named; else the usual one.
Function ChooseFolder
  Call UseScope
  ${If} $GivenFolder != ""
    StrCpy $INSTDIR $GivenFolder
    Return
  ${EndIf}
  ReadRegStr $INSTDIR SHCTX "${UNINSTALL}" "InstallLocation"
  ${If} $INSTDIR != ""
    Return
  ${EndIf}
  ${If} $Scope == "all"
    StrCpy $INSTDIR "$PROGRAMFILES64\coopdesk"
  ${Else}
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\coopdesk"
  ${EndIf}
FunctionEnd

Function AskScope
  !insertmacro MUI_HEADER_TEXT "$(SCOPE_TITLE)" "$(SCOPE_WORDS)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 20u 100% 14u "$(SCOPE_ME)"
  Pop $0
  ${NSD_CreateRadioButton} 0 44u 100% 14u "$(SCOPE_ALL)"
  Pop $ChoiceAll
  ${If} $Scope == "all"
    ${NSD_Check} $ChoiceAll
  ${Else}
    ${NSD_Check} $0
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function TakeScope
  ${NSD_GetState} $ChoiceAll $0
  ${If} $0 == ${BST_CHECKED}
    StrCpy $Scope "all"
    Call AskAdmin
    ${If} $R9 != 1
      ClearErrors
      ExecShell "runas" "$EXEPATH" "/ALLUSERS"
      ${If} ${Errors}
        Abort
      ${EndIf}
      Quit
    ${EndIf}
  ${Else}
    StrCpy $Scope "me"
  ${EndIf}
  Call ChooseFolder
FunctionEnd

Section
  Call UseScope
  Call WaitForEnd
  ; Of an older version only what a setup put there: a book saved in this folder stays.
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\licenses"
  !include "${LISTING}"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortCut "$SMPROGRAMS\${LINK}" "$INSTDIR\coopdesk.exe"
  CreateShortCut "$DESKTOP\${LINK}" "$INSTDIR\coopdesk.exe"

  WriteRegStr SHCTX "${CLASSES}\.coop" "" "${BOOK}"
  WriteRegNone SHCTX "${CLASSES}\.coop\OpenWithProgids" "${BOOK}"
  WriteRegStr SHCTX "${CLASSES}\${BOOK}" "" "$(BOOK_NAME)"
  WriteRegStr SHCTX "${CLASSES}\${BOOK}\DefaultIcon" "" "$INSTDIR\coopdesk.exe,0"
  WriteRegStr SHCTX "${CLASSES}\${BOOK}\shell\open\command" "" '"$INSTDIR\coopdesk.exe" open "%1"'

  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "coopdesk 股份合作社"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\coopdesk.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Function un.onInit
  SetRegView 64
  StrCpy $Scope "me"
  ReadRegStr $0 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $0 == $INSTDIR
    StrCpy $Scope "all"
    Call un.AskAdmin
    ${If} $R9 != 1
      ${IfNot} ${Silent}
        ExecShell "runas" "$INSTDIR\uninstall.exe"
        Quit
      ${EndIf}
      !insertmacro REFUSE "$(NEED_ADMIN)" 12
    ${EndIf}
  ${EndIf}
  Call un.UseScope
FunctionEnd

Section "Uninstall"
  Call un.WaitForEnd
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\licenses"
  Delete "$INSTDIR\coopdesk.exe"
  Delete "$INSTDIR\coopdesk-cli.exe"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\THIRD-PARTY.txt"
  Delete "$INSTDIR\uninstall.exe"
  ; Only if nothing else lies there.
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"

  Delete "$SMPROGRAMS\${LINK}"
  Delete "$DESKTOP\${LINK}"
  ReadRegStr $0 SHCTX "${CLASSES}\.coop" ""
  ${If} $0 == "${BOOK}"
    DeleteRegValue SHCTX "${CLASSES}\.coop" ""
  ${EndIf}
  DeleteRegValue SHCTX "${CLASSES}\.coop\OpenWithProgids" "${BOOK}"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.coop\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.coop"
  DeleteRegKey SHCTX "${CLASSES}\${BOOK}"
  DeleteRegKey SHCTX "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
