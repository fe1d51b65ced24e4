"""What every paper is drawn with: faces, streams, cells, tables, the file."""
