resource "aws_cloudwatch_event_rule" "a" {
  event_pattern = <<-PATTERN
      {
    "source": ["aws.ecs"],
	"detail-type": ["ECS Task State Change"],
            "detail": {"lastStatus": ["STOPED"], "é": [
"x"]}
  }
    PATTERN
}

resource "aws_lambda_event_source_mapping" "b" {
  event_source_arn = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks"
  filter_criteria {
    filter { pattern = "{\"data\": {\"city\": [\"Zürich\"], \"t\": [{\"numeric\": [\"<<\", 1]}]}}" }
  }
}
