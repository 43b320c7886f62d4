"""The plan, its deadlines and units, and the database that both processes share.

Glossary
--------
Plan
    A document of public administration that gives units obligations; known by a code (``thanh-hoa-2018``).
Unit
    A body that can be obliged: a department of the province, a district, a commune. Units form a tree.
Unit class
    A name in a plan that stands for many units: "UBND cấp huyện", "các huyện miền xuôi".
Obligation
    One sentence of the plan that somebody must carry out; lead units answer for it, cooperating units help.
Deadline
    The days that a rule reads out of the obligation's phrase: the first day, the last good day.
Duty
    One obligation for one unit and one due date. Status, reminders and reports hang on duties.
Official
    A person who acts for units in chat. A membership says for which unit and in which role.
Subscription
    A chat follows a unit: it gets the reminders of that unit's duties.
Reminder, stage
    A duty is due to be mentioned to a chat because it reached a stage: 30, 14, 7, 3, 1 days before, the day
    itself, or a number of days overdue.
Digest, delivery
    All reminders of one chat for one day in one numbered message; a delivery is the ledger's row for one
    reminder in it.
Progress report
    What an official said of a duty: status, percent, note, who, when. Append-only.
"""
