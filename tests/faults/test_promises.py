"""Each promise of the README has tests, and a store that is broken on purpose which fails them."""

from __future__ import annotations

import ast
import os
import re
from typing import NamedTuple

import pytest

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Promise(NamedTuple):
    """The tests of a promise (`module::name`, or `module::Class::name`), and what shows that they would see it broken."""

    tests: tuple[str, ...]
    broken: tuple[str, ...]


PROMISES = {
    "P1": Promise(
        (
            "faults/test_kills::test_a_process_killed_at_any_call_loses_no_acknowledged_answer",
            "faults/test_kills::test_a_sync_killed_with_its_gits_at_any_write_loses_nothing_and_the_next_one_works",
            "faults/test_kills::test_whole_processes_killed_by_the_kernel_lose_no_acknowledged_answer",
            "faults/test_crashes::test_no_state_that_a_crash_can_leave_has_lost_an_acknowledged_answer",
        ),
        ("faults/test_crashes::test_a_broken_store_is_seen_to_lose_answers",),
    ),
    "P2": Promise(
        (
            "faults/test_kills::test_a_write_that_is_cut_at_any_byte_loses_no_acknowledged_answer",
            "store/test_crash::test_every_acknowledged_answer_survives_kill_9",
        ),
        ("store/test_crash::test_a_store_that_rewrites_its_file_would_fail_that_check",),
    ),
    "P3": Promise(
        (
            "faults/test_kills::test_no_command_shortens_renames_or_removes_a_journal_file",
            "store/test_crash::test_no_call_of_a_sitting_truncates_renames_or_removes_a_journal_file",
        ),
        ("faults/test_kills::test_a_store_that_rewrites_its_file_fails_these_checks",),
    ),
    "P4": Promise(
        (
            "faults/test_damage::test_a_flipped_bit_costs_one_line_at_most_and_none_after_a_repair",
            "faults/test_damage::test_damage_to_the_structure_costs_what_it_hit_and_is_reported",
            "faults/test_damage::test_no_line_is_made_up_of_one_with_several_wrong_bits",
        ),
        ("faults/test_damage::test_a_reader_that_trusts_what_is_json_fails_that_check",),
    ),
    "P5": Promise(
        (
            "store/test_reading::test_a_file_that_cannot_be_read_is_an_error_and_not_an_empty_journal",
            "store/test_reading::test_a_journal_whose_files_are_all_gone_is_an_error_that_says_what_there_was",
            "store/test_failing::test_a_journal_folder_that_vanished_is_not_begun_anew",
        ),
        ("faults/test_broken_promises::test_a_store_that_takes_what_it_cannot_read_for_empty_breaks_p5",),
    ),
    "P6": Promise(
        (
            "faults/test_kills::test_an_answer_is_saved_or_it_is_said_that_it_is_not_whatever_call_fails",
            "store/test_failing::test_what_cannot_be_saved_at_the_end_is_spilled_and_taken_in_by_the_next_sitting",
            "store/test_spill::test_what_waits_counts_as_if_it_were_in_the_journal",
            "cli/test_waiting::test_every_screen_counts_what_waits",
            "real/test_terminal::TestPipes::test_a_full_disk_is_told_loudly_and_is_4",
        ),
        ("faults/test_kills::test_a_store_that_rewrites_its_file_fails_these_checks",),
    ),
    "P7": Promise(
        (
            "faults/test_devices::test_three_devices_always_come_to_show_the_same",
            "faults/test_devices::test_three_devices_that_sync_over_git_come_to_show_the_same",
            "store/test_reading::test_the_same_lines_in_any_files_in_any_order_give_the_same_records",
        ),
        (
            "faults/test_devices::test_a_store_with_a_known_mistake_is_caught",
            "faults/test_devices::test_a_sync_that_takes_over_whole_files_is_caught",
        ),
    ),
    "P8": Promise(
        ("faults/test_crowd::test_six_processes_at_once_lose_nothing_and_none_waits_for_another",),
        ("faults/test_crowd::test_a_store_that_rewrites_its_file_loses_answers_there",),
    ),
    "P9": Promise(
        (
            "faults/test_devices::test_three_devices_always_come_to_show_the_same",
            "store/test_snapshot::test_a_snapshot_with_a_flipped_bit_is_not_believed",
            "store/test_snapshot::test_what_is_no_snapshot_is_made_anew",
        ),
        ("faults/test_devices::test_a_store_with_a_known_mistake_is_caught",),
    ),
    "P10": Promise(
        (
            "core/test_replay::test_undoing_an_undo_brings_it_back",
            "core/test_replay::test_what_was_set_by_hand_can_be_undone",
            "core/test_replay::test_a_reset_card_is_new_and_keeps_its_history",
        ),
        ("faults/test_broken_promises::test_a_store_whose_undo_is_final_breaks_p10",),
    ),
    "P11": Promise(
        (
            "core/test_replay::test_a_renamed_question_keeps_its_history",
            "cli/test_doctor::test_what_is_wrong_beside_the_journal_is_found_too",
        ),
        ("faults/test_broken_promises::test_a_store_that_knows_no_aliases_breaks_p11",),
    ),
    "P12": Promise(
        (
            "store/test_versions::test_every_line_of_an_earlier_version_is_read_and_means_what_it_meant",
            "store/test_versions::test_lines_of_a_later_version_are_kept_counted_and_told",
            "cli/test_doctor::test_a_journal_that_asks_for_a_newer_awsprep_is_told_before_the_first_question",
        ),
        ("faults/test_broken_promises::test_a_store_that_calls_newer_lines_damage_breaks_p12",),
    ),
    "P13": Promise(
        (
            "faults/test_security::test_a_hostile_question_file_ends_in_a_problem_without_much_time_or_memory",
            "bank/test_nodes::test_escapes_in_quotes_cannot_reach_the_terminal",
        ),
        ("faults/test_broken_promises::test_a_reader_that_lets_escapes_through_breaks_p13",),
    ),
    "P14": Promise(
        (
            "faults/test_crowd::test_what_a_terminal_has_shown_as_saved_is_saved_whatever_signal_ends_it",
            "real/test_terminal::test_ctrl_c_ends_with_the_summary_and_the_terminal_as_it_was",
            "real/test_terminal::test_a_terminal_that_is_closed_ends_it_and_loses_nothing",
        ),
        ("faults/test_broken_promises::test_a_program_that_leaves_the_terminal_as_it_had_it_breaks_p14",),
    ),
    "P15": Promise(
        (
            "faults/test_security::test_no_command_uses_the_network",
            "faults/test_security::test_the_tests_themselves_cannot_leave_this_machine",
        ),
        ("faults/test_broken_promises::test_a_program_that_calls_home_when_it_ends_breaks_p15",),
    ),
    "P16": Promise(
        (
            "store/test_backup::test_backups_are_thinned_to_seven_days_four_weeks_and_twelve_months",
            "store/test_backup::test_restored_into_an_empty_folder_it_gives_the_same_progress_byte_for_byte",
            "store/test_backup::test_restoring_only_adds_what_is_missing_and_a_second_time_nothing",
            "store/test_backup::test_a_backup_with_an_answer_that_the_journal_lacks_is_never_thinned_out",
            "cli/test_restore::test_what_is_no_whole_backup_is_refused_and_nothing_is_changed",
        ),
        ("store/test_backup::test_what_reads_back_differently_is_no_backup",),
    ),
    "P17": Promise(
        (
            "faults/test_security::test_whatever_the_umask_everything_that_is_made_is_private",
            "store/test_journal::test_files_are_0600_and_folders_0700_whatever_the_umask",
        ),
        ("faults/test_broken_promises::test_a_store_that_leaves_modes_to_the_umask_breaks_p17",),
    ),
    "P18": Promise(
        (
            "store/test_clock::test_a_laptop_that_believes_in_2102_hides_no_card_once_its_clock_is_right",
            "store/test_clock::test_after_a_jump_of_the_clock_answers_stay_in_the_order_in_which_they_were_given",
            "store/test_clock::test_answers_around_a_change_of_the_clocks_stay_in_order_and_in_their_days",
        ),
        ("faults/test_devices::test_a_store_with_a_known_mistake_is_caught",),
    ),
}


def _names(module: str) -> set[str]:
    """The test functions of a module, methods as well."""
    with open(os.path.join(TREE, "tests", f"{module}.py"), encoding="utf-8") as file:
        tree = ast.parse(file.read())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("promise", PROMISES)
def test_every_promise_has_tests_that_exist_and_a_store_that_fails_them(promise: str) -> None:
    assert PROMISES[promise].tests
    assert PROMISES[promise].broken
    for place in (*PROMISES[promise].tests, *PROMISES[promise].broken):
        module, *_, name = place.split("::")
        assert name in _names(module), place


def test_the_readme_makes_each_of_the_promises_once() -> None:
    with open(os.path.join(TREE, "README.md"), encoding="utf-8") as file:
        section = file.read().partition("\n## What we promise\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| (P\d+) \| \S", section, re.MULTILINE) == list(PROMISES)
