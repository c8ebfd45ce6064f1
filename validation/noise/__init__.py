"""What the pose model does to true joints: fitted to rendered sets, applied to simulated ones."""
