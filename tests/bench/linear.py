def run() -> bool: return True
