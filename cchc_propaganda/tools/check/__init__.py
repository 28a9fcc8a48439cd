# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a careful clerk sees in a plan before it is submitted: one file for each subject, texts and days in, plain
values out. The sentences are in `models/plan/`."""
