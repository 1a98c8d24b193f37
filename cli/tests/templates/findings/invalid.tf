resource "aws_cloudwatch_event_rule" "stopped" {
  event_pattern = jsonencode({
    source = ["aws.ecs"]
    detail = { lastStatus = ["STOPPED" }
  })
}
