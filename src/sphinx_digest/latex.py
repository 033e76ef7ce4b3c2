"""Settings with which ``-b latex`` gives a Chinese digest on A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

SERIF, SANS, MONO = "Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Sans Mono CJK SC"

FONTS = rf"""
\setmainfont{{{SERIF}}}[AutoFakeSlant=0.15]
\setsansfont{{{SANS}}}[AutoFakeSlant=0.15]
\setmonofont{{{MONO}}}[Scale=0.9,AutoFakeSlant=0.15]
\setCJKmainfont{{{SERIF}}}[ItalicFont={{{SANS}}},BoldItalicFont={{{SANS} Bold}}]
\setCJKsansfont{{{SANS}}}
\setCJKmonofont{{{MONO}}}
\xeCJKsetup{{PunctStyle=quanjiao,CheckSingle=true,AutoFallBack=true}}
\setCJKfallbackfamilyfont{{\CJKrmdefault}}{{{SANS}}}
"""

# ActualText: without it, copying gives wrong hyphens and circled numbers.
PREAMBLE = r"""
\ifdefined\XeTeXgenerateactualtext\XeTeXgenerateactualtext=1\fi
\linespread{1.45}\selectfont
\setlength{\parindent}{2em}
\setlength{\parskip}{3pt plus 1pt}
\usepackage{indentfirst}
\usepackage{xurl}
\emergencystretch=2em
\raggedbottom
\clubpenalty=10000 \widowpenalty=10000
\definecolor{digestblue}{RGB}{23,55,94}
\definecolor{digestgray}{RGB}{95,105,115}
\titleformat{\chapter}[block]{\sffamily\bfseries\fontsize{18}{26}\selectfont\color{digestblue}}%
  {}{0pt}{}[\vspace{2pt}{\titlerule[1pt]}]
\titlespacing*{\chapter}{0pt}{6pt}{12pt}
\titleformat{\section}{\sffamily\bfseries\fontsize{14}{20}\selectfont\color{digestblue}}%
  {}{0pt}{}
\titleformat{\subsection}{\sffamily\bfseries\fontsize{12}{18}\selectfont\color{digestblue}%
  \raggedright}{}{0pt}{}
\titleformat{\subsubsection}{\sffamily\bfseries\raggedright}{}{0pt}{}
\fancypagestyle{normal}{\fancyhf{}%
  \fancyhead[R]{\small\sffamily\color{digestgray}\nouppercase{\leftmark}}%
  \fancyfoot[C]{\small\sffamily\color{digestgray}— \thepage\ —}%
  \renewcommand{\headrulewidth}{0.4pt}\renewcommand{\footrulewidth}{0pt}}
\fancypagestyle{plain}{\fancyhf{}%
  \fancyfoot[C]{\small\sffamily\color{digestgray}— \thepage\ —}%
  \renewcommand{\headrulewidth}{0pt}}
\renewcommand{\chaptermark}[1]{\markboth{#1}{}}
\pagestyle{normal}
\renewcommand{\contentsname}{目录}
% Facts are field lists, which Sphinx puts into a quote: label and value share a line.
\newcommand{\digestfact}[1]{\setlength{\itemsep}{0pt}\setlength{\parskip}{0pt}%
  \item[{\normalfont\sffamily\small\color{digestgray}\makebox[6em][l]{#1}}]}
\AtBeginEnvironment{quote}{\setlength{\leftmarginii}{7em}\let\sphinxlineitem\digestfact}
% The project's own facts bear their name; Sphinx opens an environment for each known class.
\expandafter\def\csname sphinxclassdigest-extra\endcsname{\par\noindent
  {\sffamily\bfseries\small\color{digestblue}本刊补充}\par\nopagebreak}
\expandafter\def\csname endsphinxclassdigest-extra\endcsname{\par}
\AtBeginEnvironment{sphinxadmonition}{\setlength{\parindent}{0pt}\linespread{1.35}\selectfont}
\AtBeginEnvironment{sphinxtheindex}{\small\setlength{\parindent}{0pt}\raggedright}
"""

ELEMENTS = {
    "papersize": "a4paper",
    "pointsize": "10pt",
    "extraclassoptions": "openany,oneside",
    # xeCJK does what babel and polyglossia would, and does it better.
    "babel": "",
    "polyglossia": "",
    "fncychap": "",
    "figure_align": "H",
    "geometry": r"\usepackage[top=29mm,bottom=27mm,left=29mm,right=29mm,headheight=14pt]"
    "{geometry}",
    "fontenc": r"\usepackage{xeCJK}",
    "fontpkg": FONTS,
    "textgreek": "",
    "fvset": r"\fvset{fontsize=\small,formatcom=\xeCJKVerbAddon}",
    "tocdepth": r"\setcounter{tocdepth}{2}",
    "secnumdepth": r"\setcounter{secnumdepth}{-2}",
    "preamble": PREAMBLE,
}

SETTINGS: dict[str, object] = {
    "latex_engine": "xelatex",
    "latex_use_xindy": False,
    "latex_show_urls": "no",
    "latex_table_style": ["booktabs", "colorrows"],
}


def apply_latex_defaults(_app: Sphinx, config: Config) -> None:
    """Set what a Chinese PDF through LaTeX needs, where conf.py has not set it."""
    if not str(config.language).startswith("zh"):
        return
    given = {*config._raw_config, *config._overrides}
    for name, value in SETTINGS.items():
        if name not in given:
            config[name] = value
    # The elements are xelatex's: with another engine they would not compile.
    if config.latex_engine == "xelatex":
        elements = dict(ELEMENTS)
        if not config.today:
            # Sphinx would print the day of building.
            elements["maketitle"] = r"\date{}\sphinxmaketitle"
        config.latex_elements = {**elements, **config.latex_elements}
