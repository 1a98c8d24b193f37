resource "aws_cloudwatch_event_rule" "stopped" {
  event_pattern = file("${path.module}/patterns/stopped.json")
}

resource "aws_cloudwatch_event_rule" "cluster" {
  event_pattern = templatefile("patterns/cluster.json.tftpl", { cluster = aws_ecs_cluster.main.arn })
}

resource "aws_cloudwatch_event_rule" "missing" {
  event_pattern = file("patterns/missing.json")
}
