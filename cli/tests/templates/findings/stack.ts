import * as cdk from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';

export class Stack extends cdk.Stack {
  constructor(scope: cdk.App) {
    super(scope, 'Stack');
    new events.Rule(this, 'Stopped', {
      eventPattern: { source: ['aws.ecs'], detail: { lastStatus: ['STOPED'] } },
    });
  }
}
