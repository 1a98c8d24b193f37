include "root" {
  path = find_in_parent_folders()
}

inputs = {
  rules = {
    stopped = {
      event_pattern = jsonencode({
        source = ["aws.ecs"], detail-type = ["ECS Task State Change"], detail = { lastStatus = ["STOPED"] }
      })
    }
  }
}
