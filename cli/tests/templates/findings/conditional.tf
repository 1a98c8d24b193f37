resource "aws_cloudwatch_event_rule" "by_stage" {
  event_pattern = var.stage == "prod" ? jsonencode({ source = ["aws.ecs"], regon = ["eu-west-1"] }) : var.pattern
}

resource "aws_cloudwatch_event_rule" "states" {
  event_pattern = jsonencode({
    source          = ["aws.ec2"]
    detail-type     = ["EC2 Instance State-change Notification"]
    (var.extra_key) = ["x"]
    detail = {
      state         = concat(["stopped"], var.states)
      "instance-id" = [for id in var.ids : id]
      instance      = ["i-0123456789abcdef0"]
    }
  })
}
