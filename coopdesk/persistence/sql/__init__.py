"""What every table and store is made of: column types, numbering, bulk rows, pages by key."""
