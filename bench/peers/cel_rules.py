"""The reference decision in CEL, as three programs that read each other."""

GRADE = """
contract_signed || deposit_paid ? "O"
: days_to_purchase <= 7 && model_chosen && colour_chosen ? "H"
: days_to_purchase <= 15 && model_chosen
  && (payment_discussed ? 1 : 0) + (trade_in_in_progress ? 1 : 0)
   + (price_negotiated ? 1 : 0) >= 2 ? "A"
: days_to_purchase <= 30
  || (price_negotiated ? 1 : 0) + (next_meeting_set ? 1 : 0) + (visits >= 2 ? 1 : 0)
   + (trade_in_in_progress ? 1 : 0) + (payment_discussed ? 1 : 0) >= 3 ? "B"
: "C"
"""
REST = """
[contacted_days_ago > {"O": 7, "H": 2, "A": 4, "B": 7, "C": 15}[grade] ? "yes" : "no",
 !is_delivered ? "none"
 : months_owned <= 3 && odometer_km <= 5000 ? "new"
 : months_owned <= 24 && odometer_km <= 40000 ? "early_warranty"
 : months_owned <= 36 && odometer_km <= 60000 ? "late_warranty"
 : months_owned <= 60 && odometer_km <= 100000 ? "out_of_warranty"
 : "upgrade",
 requested_discount <= {"salesperson": 2.0, "sales_manager": 5.0, "general_manager": 10.0}[seller]
   - (grade == "C" && !open_complaint ? 1.0 : 0.0) ? "approve"
 : requested_discount <= 10.0 ? "escalate"
 : "reject"]
"""
TASKS = """
(overdue && !is_delivered ? ["call"] : [])
+ (lifecycle == "new" && odometer_km >= 2000 ? ["first_service_invite"] : [])
+ (birthday_soon ? ["birthday_greeting"] : [])
+ (open_complaint ? ["complaint_follow_up"] : [])
+ (lifecycle == "upgrade" ? ["repurchase_invite"] : [])
+ (lifecycle == "late_warranty" && months_owned >= 35 ? ["warranty_expiry_check"] : [])
"""
