"""What a desk asks of itself beyond the law: for anybody."""
