resource "aws_pipes_pipe" "orders" {
  name     = "orders"
  role_arn = aws_iam_role.pipe.arn
  source   = aws_dynamodb_table.orders.stream_arn
  target   = aws_sqs_queue.target.arn

  source_parameters {
    dynamodb_stream_parameters {
      starting_position = "LATEST"
    }
    filter_criteria {
      filter {
        pattern = jsonencode({
          eventName = ["INSERT", "MODIFIED"]
          dynamodb  = { NewImage = { state = { S = ["paid"] } } }
        })
      }
      filter {
        pattern = "{\"eventSourceARN\": [{\"prefx\": \"arn:\"}]}"
      }
    }
  }
}
