resource "aws_cloudwatch_event_rule" "a" {
  event_pattern = jsonencode({ source = ["aws.ecs"], detail-typ = ["x"] })
}
