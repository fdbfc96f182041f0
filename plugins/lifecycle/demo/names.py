"""Names of people and companies who do not exist, in four languages.

First and family names are common ones, put together by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True, slots=True)
class Tongue:
    """The names of one language; `family` pairs the man's form with the woman's."""

    language: str
    country: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    family: tuple[tuple[str, str], ...]
    companies: tuple[str, ...]
    streets: tuple[str, ...]
    family_first: bool = False
    double_family: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A name, and whether it is a woman's."""

    name: str
    female: bool


def _unchanged(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, name) for name in names)


def _inflected(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, f"{name}а") for name in names)


PORTUGUESE = Tongue(
    language="pt",
    country="PT",
    women=("Ana", "Beatriz", "Carla", "Inês", "Joana", "Leonor", "Mafalda", "Rita", "Sofia"),
    men=("António", "Bruno", "Diogo", "Gonçalo", "João", "Luís", "Miguel", "Nuno", "Tiago"),
    family=_unchanged(
        "Almeida",
        "Carvalho",
        "Conceição",
        "Ferreira",
        "Gonçalves",
        "Lopes",
        "Magalhães",
        "Pereira",
        "Ribeiro",
        "Santos",
        "Simões",
        "Teixeira",
    ),
    companies=("Padaria Pão Quente", "Transportes Rio Novo", "Clínica do Largo", "Oficina Verde"),
    streets=("Rua das Amoreiras", "Avenida da Praia", "Travessa do Poço", "Largo da Fonte"),
    double_family=True,
)
ENGLISH = Tongue(
    language="en",
    country="GB",
    women=("Alice", "Charlotte", "Emily", "Grace", "Hannah", "Lucy", "Olivia", "Ruth"),
    men=("Arthur", "Daniel", "Edward", "George", "Henry", "James", "Oliver", "Thomas"),
    family=_unchanged(
        "Baker",
        "Carter",
        "Fletcher",
        "Hughes",
        "Marsh",
        "O'Neill",
        "Palmer",
        "Reed",
        "Turner",
        "Walsh",
    ),
    companies=("Harbour Books", "Marsh & Reed Surveyors", "Northgate Nursery"),
    streets=("Mill Lane", "Station Road", "Orchard Close"),
)
CHINESE = Tongue(
    language="zh",
    country="CN",
    women=("丽娜", "婷婷", "雪梅", "小燕", "静", "芳", "美玲", "思雨"),
    men=("建国", "志强", "伟", "明", "俊杰", "海涛", "天宇", "文博"),
    family=_unchanged("王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "欧阳"),
    companies=("晨光贸易有限公司", "东湖餐饮有限公司", "顺达物流有限公司"),
    streets=("人民路", "建设街", "湖滨路"),
    family_first=True,
)
RUSSIAN = Tongue(
    language="ru",
    country="RU",
    women=("Анна", "Галина", "Екатерина", "Мария", "Наталья", "Ольга", "Юлия"),
    men=("Алексей", "Дмитрий", "Иван", "Михаил", "Николай", "Сергей", "Фёдор"),
    family=_inflected(
        "Волков",
        "Зайцев",
        "Иванов",
        "Кузнецов",
        "Орлов",
        "Семёнов",
        "Соловьёв",
        "Фомин",
    ),
    companies=("ООО «Северный ветер»", "ООО «Ромашка»", "ЗАО «Мост»"),
    streets=("ул. Садовая", "пр. Мира", "Озёрный пер."),
)
TONGUES = (PORTUGUESE, ENGLISH, CHINESE, RUSSIAN)
SHARES = (55, 15, 18, 12)
"""How many customers in a hundred speak each of `TONGUES`."""

WOMEN = 0.48
"""Share of women among customers and staff."""


def pick_tongue(chance: Random) -> Tongue:
    """Return a language by its share among customers."""
    return chance.choices(TONGUES, SHARES)[0]


def person(chance: Random, tongue: Tongue) -> Person:
    """Return a person with a name of that language."""
    female = chance.random() < WOMEN
    first = chance.choice(tongue.women if female else tongue.men)
    family = chance.sample(tongue.family, 2 if tongue.double_family else 1)
    last = " ".join(pair[female] for pair in family)
    return Person(f"{last}{first}" if tongue.family_first else f"{first} {last}", female)


def company(chance: Random, tongue: Tongue) -> str:
    """Return the name of a company."""
    return chance.choice(tongue.companies)


def address(chance: Random, tongue: Tongue) -> str:
    """Return a street and a number."""
    street, number = chance.choice(tongue.streets), chance.randint(1, 180)
    return f"{street}{number}号" if tongue.family_first else f"{street} {number}"
