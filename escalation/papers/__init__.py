"""The papers of an escalation: the record form, the message to the other agency, the confirmation of what was agreed.

Each paper is built once, as a plain tree of sections (`content.py`), and written as Word, PDF or plain text from that
same tree, so that no form can say what another does not.
"""
