variable "cluster" {
  type = string
}

resource "aws_cloudwatch_event_rule" "encoded" {
  name = "encoded"
  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
    detail = {
      clusterArn = [var.cluster]
      group      = ["service:${var.service}"]
      lastStatus = ["STOPPED"]
    }
  })
}

resource "aws_cloudwatch_event_rule" "heredoc" {
  event_pattern = <<EOF
{
  "source": ["aws.ecs"],
  "detail": { "clusterArn": ["${aws_ecs_cluster.main.arn}"], "desiredStatus": ${jsonencode(var.statuses)} }
}
EOF
}

resource "aws_cloudwatch_event_rule" "string" {
  event_pattern = "{\"source\": [\"aws.ecs\"]}"
}

resource "aws_cloudwatch_event_rule" "nightly" {
  schedule_expression = "rate(1 day)"
}

resource "aws_cloudwatch_event_archive" "all" {
  name          = "all"
  event_pattern = jsonencode({ source = [{ prefix = "shop." }] })
}
