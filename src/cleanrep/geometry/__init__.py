"""Pure array functions: angles, filters, derivatives, gaps. Radians stay inside this package."""
