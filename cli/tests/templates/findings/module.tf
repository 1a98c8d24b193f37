module "eventbridge" {
  source     = "terraform-aws-modules/eventbridge/aws"
  create_bus = false

  rules = {
    orders = {
      description   = "Captures all order events"
      event_pattern = jsonencode({ "source" : ["shop.orders"], "detail" : { "total" : [{ "numeric" : ["=>", 10] }] } })
    }
    crons = {
      schedule_expression = "rate(5 minutes)"
    }
  }
}
