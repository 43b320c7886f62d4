"""A Word, PDF, Excel or text document becomes a draft plan that a person corrects.

The steps, in the order in which a document goes through them:

1. :mod:`read` looks at the content and picks a reader: :mod:`read_docx` (with :mod:`docx_numbering`),
   :mod:`read_pdf` (:mod:`pdf_characters`, :mod:`pdf_lines`, :mod:`pdf_tables`, :mod:`pdf_columns`,
   :mod:`page_breaks`), :mod:`read_xlsx`, :mod:`read_markdown` or :mod:`read_text`. Each gives the paragraphs
   and tables of :mod:`blocks`; :mod:`lines` joins what line ends have cut, :mod:`limits` bounds it all.
2. :mod:`head` reads who issued the plan, its day, its title and its year; :mod:`standard_units` gives the
   units of such a place.
3. :mod:`draft` goes through the blocks. Paragraphs go to :mod:`prose`, which keeps in :mod:`outline` where
   an item stands (:mod:`markers`), tells :mod:`headings` from tasks and takes in labelled lines
   (:mod:`labels`). Tables go to :mod:`task_tables`, which learns from :mod:`column_names` what each column
   says and from :mod:`cell_items` whether a cell lists several tasks.
4. A task is cut into :mod:`clauses` with one deadline phrase each (``plan_data.deadlines`` reads the phrase,
   :mod:`times` a cell that is nothing but a time), and :mod:`roles` says who leads and who helps.
5. Names are found by :mod:`mentions`, over :mod:`groups`, :mod:`longer_names` and the shapes in
   :mod:`body_words`; :mod:`unit_cells` reads cells of nothing but names. :mod:`parties` is what comes out.
6. The :mod:`rows` get units: :mod:`proposals` makes codes for those the directory lacks.
7. :mod:`plan_of_draft` makes a plan of them, :mod:`make_files` and :mod:`yaml_write` the files,
   :mod:`summary` what the operator is told; :mod:`command` is the command line.

What people send to the service is read by :mod:`read_received` in a process of its own, which
:mod:`reading_process` starts; :mod:`received` is what passes between the two.
"""
