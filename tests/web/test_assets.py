"""What the browser is sent: built from what is there, without GOV.UK's marks, and within the site's own policy."""

import gzip
import json
import re
import shutil
from pathlib import Path

import pytest

from fairgate.ops import assets


@pytest.fixture(scope="module")
def built() -> dict[str, str]:
    """The texts of what is built, by the names they were built from."""
    assets.build()
    names = json.loads((assets.BUILT / "staticfiles.json").read_text())["paths"]
    return {name: (assets.BUILT / hashed).read_text() for name, hashed in names.items()}


def test_nothing_in_it_belongs_to_govuk_alone(built: dict[str, str]) -> None:
    assert assets.not_ours(built["fairgate.css"]) == []
    assert ".govuk-generic-header" in built["fairgate.css"]


@pytest.mark.parametrize(
    ("css", "names"),
    [
        ('body{font-family:"GDS Transport",arial}', "the typeface GDS Transport"),
        (".govuk-header{color:#fff}", "GOV.UK's header"),
        (".govuk-footer__meta,.govuk-footer{margin:0}", "GOV.UK's footer"),
        (".x{background:url(govuk-crest.svg)}", "the crest"),
        (".govuk-logo-crown{fill:#fff}", "the crown"),
    ],
)
def test_what_belongs_to_govuk_alone_is_found(css: str, names: str) -> None:
    assert names in assets.not_ours(css)
    assert assets.not_ours(".govuk-generic-header{color:#fff}") == []


def test_the_styles_fetch_nothing_and_leave_govuk_s_properties_alone(built: dict[str, str]) -> None:
    for name, css in built.items():
        assert not name.endswith(".css") or re.findall(r"url\([^)]*\)|@import|data:", css) == [], name
    ours = Path(assets.SOURCES / "styles").glob("*.scss")
    for source in ours:
        assert re.findall(r"^\s*--govuk-", source.read_text(), re.MULTILINE) == [], source.name


def test_it_is_small_and_each_text_has_its_gzip(built: dict[str, str]) -> None:
    for name, text in built.items():
        if name.endswith((".css", ".js")):
            packed = next(assets.BUILT.glob(f"{Path(name).stem}.*{Path(name).suffix}.gz"))
            assert gzip.decompress(packed.read_bytes()).decode() == text
    # A page has the styles, the icon, the two scripts of every page, and at most one of its own.
    sizes = {
        path.name.replace(path.name.split(".")[1] + ".", ""): path.stat().st_size for path in assets.BUILT.glob("*.gz")
    }
    every = sum(sizes.pop(f"{name}.gz") for name in ("fairgate.css", "icon.svg", "early.js", "fairgate.js"))
    # The page for when the line fails has the gate's own matching in it; it is fetched once, and kept.
    offline = sizes.pop("reception-offline.js.gz")
    assert offline < 4_500
    assert every + max(sizes.values()) < 30_000
    assert every + offline + sizes["visitors.css.gz"] < 33_500
    assert max(sizes.values()) < 3_000


def test_building_again_does_nothing_until_a_source_changes(
    built: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert assets.build() is False
    sources = tmp_path / "assets"
    shutil.copytree(assets.SOURCES, sources)
    before = assets._stamp()
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    monkeypatch.setattr(assets, "SOURCES", sources)
    monkeypatch.setattr(assets, "BUILT", tmp_path / "built")
    with pytest.raises(assets.AssetsError, match=r"holds no package\.json"):
        assets.build()
    monkeypatch.undo()
    assert assets._stamp() == before
    extra = assets.SOURCES / "styles" / "_changed-by-a-test.scss"
    try:
        extra.write_text("// changed")
        assert assets._stamp() != before
    finally:
        extra.unlink()


def test_the_lock_names_no_registry() -> None:
    lock = (assets.ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "registry" not in lock
    assert '"integrity"' in lock
