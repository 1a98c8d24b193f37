resource "aws_cloudwatch_event_rule" "stopped" {
  event_pattern = <<-EOT
    {
      "source": ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      "detail": {
        "clusterArn": ["arn:aws:ecs:${var.region}:${local.account}:cluster/prod"],
        "lastStatus": ["STOPED"],
        "group": ${jsonencode(var.groups)}
      }
    }
  EOT
}
