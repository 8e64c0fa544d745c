"""保密: finds marks of secrecy, such as 机密★20年, in texts and in files. What bears one may not enter this system."""
