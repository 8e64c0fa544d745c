"""What a report tells of one item, in the words that were filed.

Pure: texts and signals in, texts out. Nothing is made up and no figure is computed; what the machine could not
narrow down is told in full, for the office to shorten.
"""
