resource "aws_cloudwatch_event_rule" "stopped" {
  event_pattern = {
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
  }
}

resource "aws_pipes_pipe" "orders" {
  source = "arn:aws:sqs:us-east-1:123456789012:orders"
  source_parameters {
    filter_criteria {
      filter {
        pattern = { body = { total = [{ numeric = [">", 1] }] } }
      }
    }
  }
}
