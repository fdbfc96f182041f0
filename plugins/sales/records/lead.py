"""The interest in buying, from the first word to the purchase or the loss."""

from forecourt.core.records.models import (
    Choice,
    Day,
    Id,
    Moment,
    Money,
    Record,
    Text,
    YesNo,
    default,
    none,
    unknown,
)


class Lead(Record, name="lead", owner="customer", plural="leads", time="opened_at"):
    """An interest of the customer in buying a vehicle."""

    opened_at: Moment | None = unknown("When the interest came to be known")
    source: Choice | None = unknown(
        "Where the interest came from",
        choices=(
            "store_visit",
            "telephone",
            "owner_base",
            "referral",
            "development",
            "event",
            "auto_show",
            "advertising",
            "online",
            "service_area",
            "questionnaire",
        ),
    )
    media: Text | None = unknown("Through which medium the customer heard of the store")
    salesperson: Id | None = unknown("Who looks after it", refers_to="staff")
    status: Choice = default(
        "open",
        "What has become of it; lost and out of control only count once confirmed",
        choices=("open", "not_signing_yet", "won", "lost", "out_of_control", "dormant"),
    )
    data_left_at: Moment | None = none("When the customer first left a number or address")
    ordered_on_first_visit: Choice | None = none(
        "What was paid on the first visit, if it closed then", choices=("deposit", "full_payment")
    )
    expected_purchase_on: Day | None = unknown("When the customer means to buy")
    purchase_time_vague: YesNo | None = unknown("Whether the customer is vague about the time")
    model_chosen: YesNo | None = unknown("Whether model, type and colour are chosen")
    payment_and_delivery_given: YesNo | None = unknown(
        "Whether way of payment and date of delivery are settled"
    )
    instalment_in_progress: YesNo | None = unknown("Whether payment by instalments is under way")
    trade_in_in_progress: YesNo | None = unknown("Whether trading in the old vehicle is under way")
    payment_and_delivery_discussed: YesNo | None = unknown(
        "Whether way of payment and date of delivery were talked about"
    )
    instalment_discussed: YesNo | None = unknown("Whether instalments were talked about")
    trade_in_help_asked: YesNo | None = unknown("Whether help with the old vehicle was asked for")
    conditions_discussed: YesNo | None = unknown("Whether terms of purchase were talked about")
    purchase_time_set: YesNo | None = unknown("Whether the customer has set a time to buy")
    came_again: YesNo | None = unknown("Whether the customer came back to the showroom")
    next_negotiation_on: Day | None = none("The day agreed for the next talk")
    confidence: YesNo | None = unknown("Whether the customer trusts the product and the store")
    need: YesNo | None = unknown("Whether the customer needs a vehicle")
    purchasing_power: YesNo | None = unknown("Whether the customer can pay for it")
    recorded_grade: Choice | None = unknown("The level that the form shows now", symbol="grade")
    grade_before: Choice | None = unknown("The level it showed before the contact", symbol="grade")
    visit_course: Choice | None = unknown(
        "How the last visit moved it on",
        choices=("level_downgraded", "being_promoted", "closed", "lost", "intending_added"),
    )
    budget: Money | None = unknown("What the customer means to spend")
    model_wanted: Text | None = unknown("The model that the customer has in mind")
    displacement: Text | None = unknown("The engine size that the customer has in mind")
    colour: Text | None = unknown("The colour that the customer has in mind")
    usage: Choice | None = unknown("Used privately or for a firm", choices=("private", "company"))
    main_purpose: Text | None = unknown("What the vehicle is for")
    main_driver: Text | None = unknown("Who will drive it most", personal=True)
    first_car: YesNo | None = unknown("Whether it would be the customer's first")
    reason_for_change: Text | None = unknown("Why the present vehicle is to go")
    liked: Text | None = unknown("What the customer likes about the present one")
    disliked: Text | None = unknown("What the customer dislikes about it")
    competitors: Text | None = unknown("Other makes that the customer looks at")
    buyer: Text | None = unknown("Who will be the owner", personal=True)
    decides: Text | None = unknown("Who decides", personal=True)
    influences: Text | None = unknown("Whose word counts", personal=True)
    where_to_buy: Text | None = unknown("Where the customer would buy")
    payment_method: Text | None = unknown("How the customer would pay")
    special_request: YesNo = default(
        False, "Whether it asks for what a specialist or the business centre cannot answer"
    )
    escalated_by: Id | None = none("Who passed that request on", refers_to="staff")
    notes_consent_at: Moment | None = none("When the customer agreed to notes being taken")
    needs_confirmed_at: Moment | None = none("When the needs were read back and confirmed")
    needs_diagnosed_at: Moment | None = none("When the needs were found out")
    stage: Choice = default(
        "discovery",
        "How far the sale has come",
        choices=(
            "discovery",
            "exploration",
            "in_store",
            "presentation",
            "configuration",
            "offer",
            "order",
        ),
    )
    wants_stock_vehicle: YesNo | None = unknown("Whether a vehicle from stock would do")
    next_action: Text | None = none("What is to be done next")
    next_action_on: Day | None = none("When")
    objection: Text | None = unknown("What keeps the customer from signing")
    bought_brand: Text | None = unknown("The brand that was bought in the end")
    bought_from: Choice | None = unknown(
        "Where it was bought; the same brand elsewhere is not lost to the maker",
        choices=("here", "same_brand_elsewhere", "other_brand"),
    )
    unreachable_since_on: Day | None = none("Since when the customer cannot be reached")
    lost_claimed_at: Moment | None = none("When it was reported as lost")
    lost_claimed_by: Id | None = none("Who reported that", refers_to="staff")
    lost_confirmed_at: Moment | None = none("When the loss was confirmed")
    lost_confirmed_by: Id | None = none("Who confirmed it", refers_to="staff")
    lost_reason: Text | None = none("Why it was lost")


class TradeIn(Record, name="lead_trade_in", owner="lead", part="trade_in"):
    """The valuation of the customer's present vehicle, in its three steps."""

    vehicle: Text | None = unknown("Which vehicle, in words")
    proposed_at: Moment | None = none("When a first value was named")
    checked_at: Moment | None = none("When the vehicle was looked at")
    final_at: Moment | None = none("When the value was final")
    value: Money | None = unknown("The value as it stands")


LEAD_RECORDS = (Lead, TradeIn)
