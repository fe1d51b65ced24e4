/* coopdesk.exe and coopdesk-cli.exe: Python inside this very process, so that Windows shows one program with its own
   name and icon. Finds its runtime beside itself; depends on nothing else but Windows.
   Built twice: with CONSOLE for the command line, without for the window. PYTHON_DLL is the runtime's library. */

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

#define LONGEST 32768
#define OLDEST_BUILD 17763
#define TEXT_(word) L##word
#define TEXT_OF(word) TEXT_(word)

typedef int (*python_main)(int, wchar_t **);
typedef LONG(WINAPI *tell_version)(OSVERSIONINFOW *);
typedef DLL_DIRECTORY_COOKIE(WINAPI *add_directory)(PCWSTR);

enum { FAULT = 1 };

static int refuse(const wchar_t *sentence)
{
#ifdef CONSOLE
    static char bytes[1024];
    HANDLE target = GetStdHandle(STD_ERROR_HANDLE);
    DWORD done;
    /* A console takes the characters themselves, whatever its code page; a file gets UTF-8. */
    if (!WriteConsoleW(target, sentence, (DWORD)wcslen(sentence), &done, NULL)) {
        int length = WideCharToMultiByte(CP_UTF8, 0, sentence, -1, bytes, sizeof bytes, NULL, NULL);
        WriteFile(target, bytes, length > 0 ? (DWORD)length - 1 : 0, &done, NULL);
    }
#else
    MessageBoxW(NULL, sentence, L"coopdesk", MB_OK | MB_ICONERROR);
#endif
    return FAULT;
}

/* GetVersion lies to programs it does not know; the kernel's own answer does not. */
static int windows_is_too_old(void)
{
    OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof version};
    tell_version ask = (tell_version)(void *)GetProcAddress(GetModuleHandleW(L"ntdll"), "RtlGetVersion");
    return ask == NULL || ask(&version) != 0 || version.dwMajorVersion < 10 || version.dwBuildNumber < OLDEST_BUILD;
}

static HMODULE load_runtime(wchar_t *program)
{
    static wchar_t folder[LONGEST], library[LONGEST + 64];
    add_directory add;
    wcscpy(folder, program);
    *wcsrchr(folder, L'\\') = L'\0';
    wcscat(folder, L"\\runtime");
    swprintf(library, LONGEST + 64, L"%ls\\%ls", folder, TEXT_OF(PYTHON_DLL));
    /* Never a library from the folder the user happens to stand in. */
    SetDllDirectoryW(L"");
    add = (add_directory)(void *)GetProcAddress(GetModuleHandleW(L"kernel32"), "AddDllDirectory");
    if (add != NULL)
        add(folder);
    return LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
}

static int start(int count, wchar_t **words)
{
    static wchar_t program[LONGEST];
    static wchar_t *before[] = {program, L"-X", L"utf8", L"-m", L"coopdesk"};
    const int ahead = sizeof before / sizeof before[0];
    DWORD length = GetModuleFileNameW(NULL, program, LONGEST - 16);
    wchar_t **all = calloc((size_t)(count + ahead), sizeof *all);
    HMODULE runtime;
    python_main run;

    if (windows_is_too_old())
        return refuse(L"本程序需要 64 位 Windows 10（1809 版）或更新的系统，这台电脑的系统太旧，不能运行。");
    if (all == NULL || length == 0 || length >= LONGEST - 16 || (runtime = load_runtime(program)) == NULL)
        return refuse(L"程序文件不完整（缺少 runtime 文件夹中的文件）。请重新安装，账套不受影响。");
    run = (python_main)(void *)GetProcAddress(runtime, "Py_Main");
    if (run == NULL)
        return refuse(L"程序文件已损坏。请重新安装，账套不受影响。");
    /* Setup and uninstaller look for it; it goes with the process. */
    CreateMutexW(NULL, FALSE, L"Local\\coopdesk-running");
    memcpy(all, before, sizeof before);
    for (int place = 1; place < count; place++)
        all[ahead + place - 1] = words[place];
    return run(ahead + count - 1, all);
}

#ifdef CONSOLE
int wmain(int count, wchar_t **words)
{
    return start(count, words);
}
#else
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR line, int show)
{
    int count = 0;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count);
    (void)instance, (void)before, (void)line, (void)show;
    return words == NULL ? FAULT : start(count, words);
}
#endif
