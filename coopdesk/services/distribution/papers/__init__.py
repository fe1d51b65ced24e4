"""What each paper shows, frozen: built once from an approved plan, printed the same in any later year.

The papers that law and custom prescribe are Chinese in every language, so their few words stand here as they are.
Nothing here knows fonts, pages or PDF.
"""
