from itertools import chain

import pytest

JOURNEY = [
    ("sales.discovery", "Discovery of our brands", "Descoberta das Nossas Marcas"),
    ("sales.exploration", "Luxury exploration", "Exploração do Luxo"),
    ("sales.in_store", "Unique in-store experience", "Experiência Única na Loja"),
    ("sales.presentation", "Personalised presentation", "Apresentação Personalizada"),
    ("sales.order", "Effortless order", "Pedido sem Esforço"),
    ("lifecycle.waiting", "Engaging wait", "Espera Atrativa"),
    ("lifecycle.perfect_start", "Perfect start", "Começo Perfeito"),
    ("lifecycle.ownership", "Memorable ownership", "Posse Memorável"),
    ("service.reassuring_service", "Reassuring service", "Resolução Tranquilizadora"),
    ("lifecycle.renewal", "Renewed loyalty", "Fidelidade Renovada"),
]


@pytest.mark.parametrize(("module", "english", "portuguese"), JOURNEY)
def test_each_of_the_ten_phases_is_a_plugin_named_like_it(
    plugin_modules, module, english, portuguese
):
    (phase,) = plugin_modules[f"forecourt.plugins.{module}"].provide_phases()
    assert phase.name == module.rpartition(".")[2]
    assert phase.titles == {"en": english, "pt": portuguese}
    assert phase.doc.endswith(".")


def test_positions_put_the_phases_in_the_order_of_the_journey(plugins):
    phases = chain.from_iterable(plugins.hook.provide_phases())
    by_position = sorted(phases, key=lambda phase: phase.position)
    assert [phase.position for phase in by_position] == list(range(1, 11))
    assert [phase.name for phase in by_position] == [
        module.rpartition(".")[2] for module, _, _ in JOURNEY
    ]
