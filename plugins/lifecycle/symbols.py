"""Levels, stages and choices that several records and packs share."""

from forecourt.core.values.types import Order, Symbol

GRADE = Symbol("grade", Order.LEVELS, ("O", "H", "A", "B", "C"))
PROGRESS_LEVEL = Symbol("progress_level", Order.LEVELS, ("A", "B", "C"))
OBLIGATION = Symbol("obligation", Order.CHOICES, ("mandatory", "recommended", "example"))
SATISFACTION_5 = Symbol(
    "satisfaction5",
    Order.LEVELS,
    ("very_satisfied", "satisfied", "neutral", "dissatisfied", "very_dissatisfied"),
)
SATISFACTION_4 = Symbol(
    "satisfaction4",
    Order.LEVELS,
    ("very_satisfied", "satisfied", "rather_dissatisfied", "dissatisfied"),
)
LIFE_PERIOD = Symbol(
    "life_period",
    Order.STAGES,
    ("new_car", "early_warranty", "late_warranty", "out_of_warranty", "replacement"),
)
PURCHASE_STATE = Symbol(
    "purchase_state",
    Order.STAGES,
    ("no_need", "aware", "wants_to_buy", "criteria_set", "closed"),
)
CHANNEL = Symbol(
    "channel",
    Order.CHOICES,
    (
        "phone",
        "sms",
        "message",
        "wechat",
        "email",
        "letter",
        "visit",
        "in_person",
        "website",
        "social_media",
        "event",
        "gift",
        "other",
    ),
)
PERSONALITY = Symbol(
    "personality", Order.CHOICES, ("analytical", "controlling", "amiable", "expressive")
)
MEMBER_CATEGORY = Symbol(
    "member_category", Order.CHOICES, ("ordinary", "silver", "gold"), open=True
)
WEEKDAY = Symbol(
    "weekday",
    Order.CHOICES,
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)

SYMBOLS = (
    GRADE,
    PROGRESS_LEVEL,
    OBLIGATION,
    SATISFACTION_5,
    SATISFACTION_4,
    LIFE_PERIOD,
    PURCHASE_STATE,
    CHANNEL,
    PERSONALITY,
    MEMBER_CATEGORY,
    WEEKDAY,
)
