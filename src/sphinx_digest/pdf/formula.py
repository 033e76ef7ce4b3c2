"""Formulas: what notices use of LaTeX's mathematics, as Typst calls on literals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_digest.pdf.literal import quote

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|[0-9]+(?:[.,][0-9]+)*|.", re.DOTALL)

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
SYMBOLS = {
    **_GREEK, "times": "×", "div": "÷", "cdot": "⋅", "pm": "±", "mp": "∓", "le": "≤", "leq": "≤",
    "leqslant": "⩽", "ge": "≥", "geq": "≥", "geqslant": "⩾", "ne": "≠", "neq": "≠", "approx": "≈",
    "equiv": "≡", "sim": "∼", "propto": "∝", "infty": "∞", "partial": "∂", "nabla": "∇",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "Leftrightarrow": "⇔",
    "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩",
    "emptyset": "∅", "forall": "∀", "exists": "∃", "ldots": "…", "dots": "…", "cdots": "⋯",
    "sum": "∑", "prod": "∏", "int": "∫", "circ": "∘", "degree": "°", "mid": "∣", "ll": "≪",
    "gg": "≫", "cdotp": "⋅", "prime": "′", "%": "%", "$": "$", "#": "#", "&": "&", "_": "_",
    "{": "{", "}": "}", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "|": "‖",
    "langle": "⟨", "rangle": "⟩", "lbrace": "{", "rbrace": "}", "vert": "|",
}  # fmt: skip
_OPERATORS = frozenset({
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh",
    "log", "ln", "lg", "exp", "det", "dim", "deg",
})  # fmt: skip
_LIMITS = frozenset({"lim", "max", "min", "sup", "inf"})
_SPACES = {",": "thin", ":": "med", ";": "thick", " ": "med", "quad": "quad", "~": "med"}
_TEXTS = frozenset({"text", "textrm", "textbf", "mbox", "mathrm", "operatorname", "rm"})
_ACCENTS = {"hat": "hat", "bar": "macron", "vec": "arrow", "dot": "dot", "tilde": "tilde"}
_LINES = {"overline": "overline", "underline": "underline"}
_STYLES = {"mathbf": "bold", "boldsymbol": "bold", "mathit": "italic", "mathcal": "cal"}
_SILENT = frozenset({"limits", "nolimits", "displaystyle", "textstyle", "!", "nonumber", "notag"})


class UnknownFormulaError(Exception):
    """A formula uses what is not known here; the argument names it."""


def formula(source: str) -> str:
    """Return the Typst expression for the inside of an equation; raise UnknownFormulaError."""
    reader = _Reader(source)
    written = reader.row(until=None)
    if reader.ahead is not None:
        raise UnknownFormulaError(reader.ahead)
    return written


class _Reader:
    def __init__(self, source: str) -> None:
        self._tokens: Iterator[str] = iter(_TOKEN.findall(source.strip()))
        self.ahead: str | None = None
        self._step()

    def _step(self) -> str:
        taken = self.ahead or ""
        self.ahead = next(self._tokens, None)
        return taken

    def _blank(self) -> None:
        while self.ahead is not None and self.ahead.isspace():
            self._step()

    def row(self, until: str | None) -> str:
        """Read as far as a closing token, which is left ahead."""
        parts: list[str] = []
        while True:
            self._blank()
            if self.ahead is None or self.ahead == until or self.ahead in ("}", "\\right"):
                if self.ahead != until:
                    raise UnknownFormulaError(self.ahead or until or "}")
                return "{" + ";".join(parts or ["[]"]) + "}"
            parts.append(self._scripted())

    def _scripted(self) -> str:
        scripts: dict[str, str] = {}
        base = '""' if self.ahead in ("^", "_") else self._one()
        self._blank()
        while self.ahead in ("^", "_", "'"):
            mark = self._step()
            name = "b" if mark == "_" else "t"
            if name in scripts:
                raise UnknownFormulaError(mark)
            scripts[name] = 'sign("′")' if mark == "'" else self._argument()
            self._blank()
        if not scripts:
            return base
        return f"math.attach({base}, {', '.join(f'{k}: {v}' for k, v in scripts.items())})"

    def _argument(self) -> str:
        self._blank()
        if self.ahead is None:
            raise UnknownFormulaError("}")
        return self._one()

    def _one(self) -> str:
        token = self._step()
        if token == "{":
            written = self.row(until="}")
            self._step()
            return written
        if token == "&":
            return "align-point"
        if token == "\\\\":
            return "linebreak()"
        if token == "~":
            return "math.med"
        if token.startswith("\\"):
            return self._command(token[1:])
        if token[0].isdigit():
            return quote(token)
        return f'sign({quote({"*": "∗", "-": "−"}.get(token, token))})' if (
            token.isascii() or token in SYMBOLS.values()
        ) else f"formula-words({quote(token)})"  # fmt: skip

    def _command(self, name: str) -> str:
        if name in SYMBOLS:
            return f"sign({quote(SYMBOLS[name])})"
        if name in _OPERATORS or name in _LIMITS:
            return f"math.op({quote(name)}, limits: {'true' if name in _LIMITS else 'false'})"
        if name in _SPACES:
            return f"math.{_SPACES[name]}"
        if name == "qquad":
            return "{math.quad;math.quad}"
        if name in _SILENT:
            return '""'
        if name in ("frac", "dfrac", "tfrac"):
            return f"math.frac({self._argument()}, {self._argument()})"
        if name == "binom":
            return f"math.binom({self._argument()}, {self._argument()})"
        if name == "sqrt":
            return self._root()
        if name in _TEXTS:
            return f"formula-words({quote(self._words())})"
        if name in _ACCENTS:
            return f"math.accent({self._argument()}, math.{_ACCENTS[name]})" if (
                name != "bar"
            ) else f"math.overline({self._argument()})"  # fmt: skip
        if name in _LINES or name in _STYLES:
            return f"math.{_LINES.get(name) or _STYLES[name]}({self._argument()})"
        if name == "left":
            return self._fenced()
        raise UnknownFormulaError("\\" + name)

    def _root(self) -> str:
        self._blank()
        if self.ahead != "[":
            return f"math.sqrt({self._argument()})"
        self._step()
        index = self.row(until="]")
        self._step()
        return f"math.root({index}, {self._argument()})"

    def _words(self) -> str:
        self._blank()
        if self.ahead != "{":
            return self._step()
        self._step()
        words = ""
        while self.ahead not in (None, "}"):
            token = self._step()
            if token == "{" or (token.startswith("\\") and token[1:] not in SYMBOLS):
                raise UnknownFormulaError(token)
            words += SYMBOLS[token[1:]] if token.startswith("\\") else token
        if self.ahead is None:
            raise UnknownFormulaError("}")
        self._step()
        return words

    def _fenced(self) -> str:
        opening = self._fence()
        body = self.row(until="\\right")
        self._step()
        return f"math.lr({{{opening};{body};{self._fence()}}})"

    def _fence(self) -> str:
        self._blank()
        token = self._step()
        if token == ".":
            return '""'
        shown = SYMBOLS.get(token[1:], "") if token.startswith("\\") else token
        if shown not in ("(", ")", "[", "]", "{", "}", "|", "‖", "⟨", "⟩", "⌊", "⌋", "⌈", "⌉"):
            raise UnknownFormulaError(token or "\\left")
        return f"sign({quote(shown)})"
