"""The customer: a person or a company, and the people and days around it."""

from forecourt.core.records.models import (
    Choice,
    Day,
    Id,
    Moment,
    Record,
    Text,
    TimeOfDay,
    YesNo,
    default,
    none,
    unknown,
)


class Customer(Record, name="customer"):
    """A person or company that buys, owns or has vehicles serviced, or may do so."""

    kind: Choice = default(
        "person", "Whether this is a private person or a company", choices=("person", "company")
    )
    name: Text | None = unknown("What the customer is called", personal=True)
    id_number: Text | None = unknown("Number of the identity document", personal=True)
    mobile: Text | None = unknown("Mobile number; text messages need it", personal=True)
    phone: Text | None = unknown("Number of a fixed line", personal=True)
    email: Text | None = unknown("E-mail address", personal=True)
    address: Text | None = unknown("Street and town", personal=True)
    postcode: Text | None = unknown("Postal code", personal=True)
    language: Text | None = unknown("Language to speak and write in, as a tag (`pt`)")
    time_zone: Text | None = unknown("Zone the customer lives in, for quiet hours")
    country: Text | None = unknown("Country the customer lives in")
    sex: Choice | None = unknown("Sex", choices=("female", "male", "other"), personal=True)
    birth_on: Day | None = unknown("Birthday, with the year", personal=True)
    company_day: Day | None = unknown("Founding day of a company; its day and month are kept")
    married_on: Day | None = unknown("Wedding day", personal=True)
    has_children: YesNo | None = unknown(
        "Whether there are children; until it is known, an empty list of them says nothing",
        personal=True,
    )
    working: Choice | None = unknown("Whether at work or retired", choices=("working", "retired"))
    occupation: Text | None = unknown("What the customer does for a living", personal=True)
    industry: Text | None = unknown("Line of business")
    employer: Text | None = unknown("Whom the customer works for", personal=True)
    employer_address: Text | None = unknown("Where the employer is", personal=True)
    education: Text | None = unknown("Highest schooling", personal=True)
    income_band: Text | None = unknown("Bracket of the income", personal=True)
    interests: Text | None = unknown("Hobbies and likings")
    lifestyle: Text | None = unknown("How the customer lives")
    values: Text | None = unknown("What matters to the customer")
    preferences: Text | None = unknown("Wishes about how to be treated")
    data_complete_on: Day | None = unknown("When the customer last confirmed the data")
    personality: Choice | None = unknown("Innate type of personality", symbol="personality")
    personality_second: Choice | None = unknown("Acquired type", symbol="personality")
    emotion_type: Choice | None = unknown(
        "How the customer shows feelings",
        choices=("calm", "docile", "talkative", "averse", "excitable"),
    )
    vip: YesNo = default(False, "Whether treated as a very important person")
    public_figure: YesNo = default(False, "Whether known to the public")
    importance: Choice | None = unknown(
        "Rank by share of sales, as the store states it",
        choices=("vip", "main", "ordinary", "small"),
    )
    value_group: Choice | None = unknown(
        "Group by worth to the store", choices=("key", "general", "maintaining", "ineffective")
    )
    risk_kind: Choice | None = unknown(
        "How the customer may be lost",
        choices=("early_loss", "mid_way_loss", "early_exit", "long_kept"),
    )
    base_class: Choice | None = unknown(
        "Where in the customer base the customer belongs",
        choices=("own_sale", "other_sale", "other_brand", "lost", "none"),
    )
    key_account: YesNo = default(False, "Whether looked after as a key account")
    member_of_group: Text | None = unknown("The group with which the customer buys")
    target_customer: YesNo = default(False, "Whether singled out to be called on major holidays")
    preferred_channel: Choice | None = unknown("How to be reached best", symbol="channel")
    convenient_from: TimeOfDay | None = unknown("From when on a call is welcome")
    convenient_to: TimeOfDay | None = unknown("Until when a call is welcome")
    contacts_aftersales_directly: YesNo | None = unknown(
        "Whether the customer turns to the workshop without the salesperson"
    )
    salesperson: Id | None = unknown("Who looks after the customer in sales", refers_to="staff")
    service_advisor: Id | None = unknown("Who does so in service", refers_to="staff")
    care_specialist: Id | None = unknown("Who does so in customer care", refers_to="staff")
    personal_steward: Id | None = unknown("The customer's own steward", refers_to="staff")
    previous_salesperson: Id | None = none("Who did so in sales before", refers_to="staff")
    salesperson_changed_at: Moment | None = none("When another salesperson took over")
    licensed_since_on: Day | None = unknown("Since when the customer holds a driving licence")
    licence_valid_to_on: Day | None = unknown("Last day of the driving licence")
    licence_review_on: Day | None = unknown("When the licence is to be checked by the authority")
    identity_copy_at: Moment | None = none("When the identity document was copied")
    licence_copy_at: Moment | None = none("When the driving licence was copied")
    file_a_created_at: Moment | None = none("When service file A was set up")
    file_b_created_at: Moment | None = none("When service file B was set up")
    advisor_card_given_at: Moment | None = none("When the card of the own advisor was handed out")
    club_invited_at: Moment | None = none("When invited to the owners' club")
    repurchase_interest_at: Moment | None = none("When interest in another vehicle was shown")
    referred_by: Id | None = none("The customer who sent this one", refers_to="customer")


class SpecialDay(
    Record, name="special_day", owner="customer", plural="special_days", embedded=True
):
    """A day of the year that matters to the customer."""

    name: Text | None = unknown("What is remembered", personal=True)
    on: Day | None = unknown("The day; its day and month count", personal=True)


class Child(
    Record,
    name="customer_child",
    owner="customer",
    plural="children",
    singular="child",
    embedded=True,
):
    """A child of the customer."""

    birth_on: Day | None = unknown("Birthday of the child", personal=True)
    at_home: YesNo | None = unknown("Whether it lives with the customer", personal=True)
    dependent: YesNo | None = unknown("Whether the customer provides for it", personal=True)


class ContactPerson(Record, name="contact_person", owner="customer", plural="contact_persons"):
    """Somebody who acts for a company."""

    name: Text | None = unknown("What the person is called", personal=True)
    birth_on: Day | None = unknown("Birthday of the person", personal=True)
    position: Choice | None = unknown(
        "What the person is in the company",
        choices=("key_employee", "manager", "driver", "other"),
    )
    mobile: Text | None = unknown("Mobile number of the person", personal=True)
    email: Text | None = unknown("E-mail address of the person", personal=True)


CUSTOMER_RECORDS = (Customer, SpecialDay, Child, ContactPerson)
