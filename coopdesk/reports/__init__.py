"""Papers as PDF: frozen figures in, pages out; nothing is computed here. ReportLab is loaded by the first paper."""
