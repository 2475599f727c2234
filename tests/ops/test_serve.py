"""Before it serves, the command says in a sentence why it cannot."""

import socket

import pytest

from fairgate.ops.serve import main, why_not


def test_a_free_port_can_be_served() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert why_not("127.0.0.1", port) == ""
    assert main(["--port", str(port), "--only-check-port"]) == 0


def test_a_busy_port_is_named_with_another_to_choose(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"Port {port} is busy")
    assert "make run PORT=" in said


def test_an_address_of_another_machine_is_refused() -> None:
    assert why_not("192.0.2.1", 8000).startswith("Nothing can be served at 192.0.2.1:8000")


@pytest.mark.parametrize("typed", ["0", "65536", "8000x", "-1", "٨٠٠٠", ""])
def test_what_is_no_port_is_refused(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--port=" + typed])
    assert ended.value.code == 2
    assert "a port is a number from 1 to 65535" in capsys.readouterr().err
