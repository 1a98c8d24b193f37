resource "aws_cloudwatch_event_archive" "orders" {
  name             = "orders"
  event_source_arn = aws_cloudwatch_event_bus.orders.arn
  event_pattern    = "{\n  \"source\": [\"shop.orders\"],\n  \"detail\": {\"path\": [{\"prefix\": \"C:\\\\orders\"}], \"tota\\u006c\": [{\"numeric\": [\">\", 5, \"<\", 1]}]}\n}"
}
