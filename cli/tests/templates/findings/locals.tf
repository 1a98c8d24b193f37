locals {
  sources = ["aws.ecs"]
  detail = {
    lastStatus = ["STOPPED"]
    stopCode   = ["EssentialContainerExit"]
  }
  stopped = jsonencode({
    source        = local.sources
    "detail-type" = ["ECS Task State Change"]
    detail        = local.detail
  })
}

resource "aws_cloudwatch_event_rule" "stopped" {
  event_pattern = local.stopped
}

resource "aws_cloudwatch_event_rule" "each" {
  for_each      = var.rules
  event_pattern = each.value.pattern
}
