resource "aws_cloudwatch_event_rule" "stopped" {
  event_pattern = jsonencode(<<EOF
{
  "source": ["aws.ecs"],
  "detail-type": ["ECS Task State Change"],
  "detail": { "lastStatus": ["STOPED"] }
}
EOF
  )
}
