from collections import Counter
from itertools import chain

import pytest

FOURTEEN = {
    "sales.salesperson": "Vendedor",
    "sales.sales_manager": "Gerente de Vendas",
    "sales.product_specialist": "Especialista de Produto",
    "sales.used_car_sales_manager": "Gerente de Vendas Usados",
    "service.service_advisor": "Assessor de Serviço",
    "service.service_manager": "Gerente de Serviço",
    "service.workshop_manager": "Responsável Oficina",
    "service.parts_manager": "Responsável Peças",
    "service.warranty_manager": "Responsável Garantias",
    "lifecycle.client_experience_manager": "Gestor de Experiência do Cliente",
    "lifecycle.client_experience_specialist": "Especialista em Experiência do Cliente",
    "lifecycle.back_office": "Back office",
    "lifecycle.general_manager": "Diretor Geral",
    "lifecycle.business_centre": "Centro de Empresas",
}

FURTHER = {
    "sales.further_roles": {
        "sales_director": "销售总监",
        "showroom_manager": "展厅主管",
        "test_drive_specialist": "试驾专员",
        "front_desk": "前台",
        "sales_information_clerk": "销售信息员",
        "stock_keeper": "库管",
        "maker_business_office": None,
    },
    "service.further_roles": {"technician": "技师", "technical_director": "技术总监"},
    "lifecycle.further_roles": {
        "customer_service_supervisor": "客服主管",
        "customer_service": "客服",
        "callback_clerk": "回访员",
        "cashier": "收银员",
        "it_information_clerk": "IT信息员",
        "administrator": None,
    },
}


def roles_in(plugin_modules, module):
    return plugin_modules[f"forecourt.plugins.{module}"].provide_roles()


def all_roles(plugins):
    return list(chain.from_iterable(plugins.hook.provide_roles()))


@pytest.mark.parametrize(("module", "portuguese"), FOURTEEN.items())
def test_each_of_the_fourteen_roles_is_a_plugin_named_like_it(plugin_modules, module, portuguese):
    (role,) = roles_in(plugin_modules, module)
    assert role.name == module.rpartition(".")[2]
    assert role.titles["pt"] == portuguese


@pytest.mark.parametrize(("module", "chinese"), FURTHER.items())
def test_further_roles_stand_together_one_module_a_folder(plugin_modules, module, chinese):
    titles = {role.name: role.titles.get("zh") for role in roles_in(plugin_modules, module)}
    assert titles == chinese


def test_these_are_all_the_roles(plugins):
    fourteen = {module.rpartition(".")[2] for module in FOURTEEN}
    assert {role.name for role in all_roles(plugins)} == fourteen.union(*FURTHER.values())


def test_every_role_says_in_english_what_it_is(plugins):
    for role in all_roles(plugins):
        assert role.titles["en"], role.name
        assert role.doc.endswith("."), role.name


def test_a_role_is_named_once(plugins):
    names = Counter(role.name for role in all_roles(plugins))
    assert [name for name, times in names.items() if times > 1] == []


def test_no_title_or_other_name_means_two_roles(plugins):
    words = Counter(
        word
        for role in all_roles(plugins)
        for word in {name.casefold() for name in (*role.titles.values(), *role.also_called)}
    )
    assert [word for word, times in words.items() if times > 1] == []


@pytest.mark.parametrize(
    ("role", "word"),
    [
        ("salesperson", "Executivo de Vendas"),
        ("service_advisor", "МП"),
        ("general_manager", "head of the company"),
        ("business_centre", "Centro de Desenvolvimento de Negócio"),
    ],
)
def test_a_role_keeps_the_other_names_it_goes_by(plugins, role, word):
    (found,) = (one for one in all_roles(plugins) if one.name == role)
    assert word in found.also_called
