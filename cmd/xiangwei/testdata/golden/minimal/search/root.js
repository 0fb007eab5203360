xwSearch("root",{"v":"c3fa9b72","n":8,"s":1,"w":1,"b":2,"p":10,"c":"gA","r":"QAAM2/xI","f":[{"n":"articles","l":"政务动态"}]})
