locals {
  rules = {
    stopped = { event_pattern = jsonencode({ source = ["aws.ecs"], detail = local.detail }) }
  }
  detail = { lastStatus = ["STOPPED"] }
}
