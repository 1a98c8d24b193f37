resource "aws_cloudwatch_event_rule" "stopped" {
  event_pattern = file("${path.module}/rules/stopped.json")
}

resource "aws_cloudwatch_event_rule" "misspelled" {
  event_pattern = file("${path.module}/rules/misspelled.json")
}

resource "aws_cloudwatch_event_rule" "missing" {
  event_pattern = file("${path.module}/rules/missing.json")
}

resource "aws_cloudwatch_event_rule" "in_group" {
  event_pattern = jsonencode({
    source = ["aws.ecs"]
    detail = { group = ["service:${var.service}"] }
  })
}
