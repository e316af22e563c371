from filrouge.modules.aci.demo.year import STEP, load

__all__ = ["STEP", "load"]
