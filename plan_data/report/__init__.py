"""What a coordinator reports: classification as of a day, figures, and the files and pictures made of them.

Nothing here is stored. Everything is derived from duties, progress reports and decisions, so the report of
a past day can be made again at any time.
"""
