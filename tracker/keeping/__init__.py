"""Backup, restoration and verification: of every table and every stored file, whatever they mean."""
