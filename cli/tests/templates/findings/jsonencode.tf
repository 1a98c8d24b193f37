resource "aws_cloudwatch_event_rule" "stopped" {
  name = "stopped"
  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
    detail      = { lastStatus = ["STOPED"], clusterArn = [aws_ecs_cluster.main.arn] }
  })
}
