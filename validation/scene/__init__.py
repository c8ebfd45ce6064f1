"""What stands around the lifter: machine, gym, bystander, camera."""
