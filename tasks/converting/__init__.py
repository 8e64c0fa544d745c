"""换格式: has LibreOffice make a file out of another one, shut in so that a hostile file reaches nothing."""
