resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = aws_lambda_function.orders.arn

  filter_criteria {
    filter {
      pattern = jsonencode({
        body = { total = [{ numeric = [">", "10"] }] }
      })
    }
    dynamic "filter" {
      for_each = var.filters
      content {
        pattern = jsonencode(filter.value)
      }
    }
  }
}
