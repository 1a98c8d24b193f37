resource "aws_cloudwatch_event_rule" "stopped" {
  event_pattern = trimspace(file("${path.module}/patterns/stopped.json"))
}
