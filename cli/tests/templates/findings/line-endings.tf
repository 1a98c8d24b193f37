resource "aws_cloudwatch_event_rule" "heredoc" {
  event_pattern = <<-EOT
    {
      "source": ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      "detail": { "group": ["${var.group}"], "lastStatus": ["STOPED"] }
    }
  EOT
}

resource "aws_cloudwatch_event_rule" "encoded" {
  event_pattern = jsonencode({
    source = ["aws.ecs"], # tasks
    detail-type = ["ECS Task State Change"]
    detail = { lastStatus = ["STOPED"] }
  })
}
