resource "aws_cloudwatch_event_rule" "findings" {
  # jsonencode writes > as \u003e.
  event_pattern = replace(jsonencode({
    source      = ["aws.guardduty"]
    detail-type = ["GuardDuty Finding"]
    detail      = { severity = [{ numeric = [">=", 7, "<", 4] }] }
  }), "\\u003e", ">")
}
