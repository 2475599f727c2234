"""`fairgate policy check | schema | show`: what they print, and their exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from fairgate.ops.cli import main

from .good import CODE, PACK, line_of, with_change, write


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(words)
    out, err = capsys.readouterr()
    return status, out, err


def test_a_good_pack_is_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = ran(capsys, "policy", "check", str(write(tmp_path)), "--on", "2026-11-02")
    assert (status, err) == (0, "")
    assert out.endswith("No errors, no warnings.\n")


def test_warnings_are_0_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = ran(capsys, "policy", "check", str(write(tmp_path)), "--on", "2030-01-01")
    assert status == 0
    assert f"pack.yaml:{line_of(PACK, 'review_by')}: the code's own review was due" in out
    assert "No errors, 1 warning." in out


def test_errors_are_1_with_file_line_and_mending(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = with_change(PACK, "by: staff", "by: staf")
    status, out, _ = ran(capsys, "policy", "check", str(write(tmp_path, pack)))
    assert status == 1
    assert f"error: {tmp_path}/pack.yaml:{line_of(pack, 'by: staf')}: unknown office 'staf'" in out
    assert "Did you mean 'staff'?" in out
    assert "1 error, no warnings." in out


@pytest.mark.parametrize(
    ("pack", "code"),
    [
        (PACK + "pack: again\n", CODE),
        (with_change(PACK, "    kind: meeting\n", ""), CODE),
        (PACK, ""),
        ("\x00", CODE),
        ("- - -", CODE),
    ],
)
def test_what_cannot_be_read_is_2_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pack: str, code: str
) -> None:
    folder = str(write(tmp_path, pack, code))
    for command in ("check", "show"):
        status, out, err = ran(capsys, "policy", command, folder)
        assert (status, out) == (2, "")
        assert err.startswith(f"{tmp_path}/")
        assert "Traceback" not in err
    status, out, err = ran(capsys, "policy", "check", folder, "--json")
    assert (status, err) == (2, "")
    assert json.loads(out)["readable"] is False


def test_a_pack_that_is_not_there_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = ran(capsys, "policy", "check", str(tmp_path / "gone"))
    assert status == 2
    assert "there is no such pack" in err


def test_a_date_that_is_none_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["policy", "check", "oak", "--on", "soon"])
    assert caught.value.code == 2
    assert "'soon' is not a date" in capsys.readouterr().err


def test_json_says_the_same_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = with_change(PACK, "    needs: [until]\n", "")
    status, out, _ = ran(capsys, "policy", "check", str(write(tmp_path, pack)), "--json", "--on", "2026-11-02")
    answer = json.loads(out)
    assert status == 1
    assert (answer["pack"], answer["edition"], answer["checked_on"]) == ("small", "2026-09", "2026-11-02")
    (error,) = answer["errors"]
    assert error["line"] == line_of(pack, "      lasts:")
    assert (error["kind"], error["severity"], error["paragraphs"]) == ("no-end", "error", ["3.3"])
    assert answer["warnings"] == []


def test_schema_prints_a_schema(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = ran(capsys, "policy", "schema")
    assert status == 0
    Draft202012Validator.check_schema(json.loads(out))


def test_show_prints_each_rule_under_its_paragraph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = ran(capsys, "policy", "show", str(write(tmp_path)))
    assert status == 0
    assert "\033" not in out, "colour is for terminals"
    flat = " ".join(out.split())
    under = flat[flat.index("3.1 We meet") : flat.index("3.2 If it goes on")]
    assert "→ Any member of staff may take the step 'Meeting'." in under
    assert "→ 'Meeting' ends: attended or refused; an answer is due within 5 school days." in under
    assert "→ No answer to 'Meeting' in time reads as refused." in under
    under = flat[flat.index("3.3 If it still") : flat.index("3.4 Serious")]
    assert "'Bar' is open after a breach since 'Written warning' took effect." in under
    assert "'Bar' lasts until the date that is given, longer than 6 weeks only with written reasons" in under
    assert "'Bar' is open after a breach marked serious." in flat[flat.index("3.4 Serious") : flat.index("3.5 You")]
    assert "must take 'Referral to the lawyers' after a breach marked defamatory within 5 working days." in flat
    assert flat.endswith("- No rule: the governors have adopted nothing yet.")


def test_show_refuses_a_pack_with_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = ran(capsys, "policy", "show", str(write(tmp_path, with_change(PACK, "by: staff", "by: staf"))))
    assert (status, out) == (2, "")
    assert "unknown office 'staf'" in err


def test_the_policy_commands_start_without_django() -> None:
    asked = (
        "import sys; from fairgate.ops.cli import main; "
        "main(['policy', 'check', 'oak']); print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_a_reader_that_leaves_and_a_poor_terminal_end_without_a_trace() -> None:
    program = [sys.executable, "-m", "fairgate.ops.cli", "policy", "show", "oak"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == ""
    poor = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(program, capture_output=True, text=True, env=poor, check=False)
    assert (done.returncode, done.stderr) == (0, "")
